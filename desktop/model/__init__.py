"""Values and words of the domain: text, quantity, period, path, answer, edit, problem.

Standard library only. Everything here is frozen and knows neither files nor windows.
"""
