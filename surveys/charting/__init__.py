"""The map of a survey: its pages, where they lead, how it ends; as a graph, and laid out. Pure."""

from surveys.charting.folding import folded
from surveys.charting.graph import Chart, Leads, Stop, chart_of
from surveys.charting.layout import Drawing, drawn
from surveys.charting.trying import Tried, marked, tried

__all__ = ["Chart", "Drawing", "Leads", "Stop", "Tried", "chart_of", "drawn", "folded", "marked", "tried"]
