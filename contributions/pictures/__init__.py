"""Charts as SVG, for paper: told apart by shape, pattern and label, never by colour alone; each with a text
that says what it shows. Pure: figures come in, words in the language in force come out."""
