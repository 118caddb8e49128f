"""What the readers of Word's formats share."""
