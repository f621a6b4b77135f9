"""What the models of both apps share: derived fields, natural keys, locks."""
