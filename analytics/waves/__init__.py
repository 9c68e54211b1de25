"""Waves: surveys asked again and again, measured alike.

:mod:`matching` says which columns belong together, without a database; :mod:`keeping` makes and changes
series; :mod:`measuring` answers with points, one a wave, by the formulas of trends.
"""
