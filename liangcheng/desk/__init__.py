"""What the screens of the newsroom's desk share: forms, inputs, accounts, the door."""
