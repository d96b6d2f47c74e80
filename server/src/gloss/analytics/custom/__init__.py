"""The report builder: metrics by segments, narrowed by filters, as a file.

What is counted is the work as it stands: labels and answers that exist, their verdicts, and
the time of each day.
"""
