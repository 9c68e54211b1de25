"""What staff do with responses: mark and tag them, correct answers, put them into the bin and back."""
