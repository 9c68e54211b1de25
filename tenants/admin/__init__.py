"""What the admins show of people, organisations and their work; ``config.admin`` puts it on sites."""
