"""How dates and numbers look where Django's own choice is not ours."""
