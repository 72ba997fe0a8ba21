"""Tables in, tidy tables with intervals out: comparisons of outlets within events."""
