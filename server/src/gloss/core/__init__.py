"""Small building blocks with no knowledge of any domain. Imports nothing of ours."""
