"""What partner systems need: tokens and the keys that sign them, requests that may be repeated, allowances."""
