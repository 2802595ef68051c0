"""`python -m virtdom_runtime`: the command without its script."""

from virtdom_runtime.commands import main

if __name__ == "__main__":
    main()
