"""The builder: one address per thing to do, each a plain form, with HTMX a swap of what changed."""
