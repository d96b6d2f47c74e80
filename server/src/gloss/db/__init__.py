"""What we add to Django's database layer, for the few paths that run hundreds of times a second."""
