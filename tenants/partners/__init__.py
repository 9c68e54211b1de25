"""What partner systems need: tokens and their keys, requests that may be repeated, allowances."""
