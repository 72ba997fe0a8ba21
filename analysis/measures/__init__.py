"""What is counted, and what is computed from the counts."""
