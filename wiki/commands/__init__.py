"""What the command line does, a few lines each over the domain (`python -m wiki`)."""
