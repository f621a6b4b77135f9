"""Files of each kind → pages of blocks of lines, and what is what of them (读入)."""
