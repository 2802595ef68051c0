"""How strong the corpus is: which weakenings of the schema it would not notice."""
