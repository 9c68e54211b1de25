"""Trying a draft out: as whom, from where, at what time, with which answers."""

from responses.trying.journeys import Trial, begun, page_at, taken_up
from responses.trying.options import Options, field_of_contact, field_of_link

__all__ = ["Options", "Trial", "begun", "field_of_contact", "field_of_link", "page_at", "taken_up"]
