"""Judges implementations of libvirt's domain XML by a corpus of valid and invalid documents."""
