"""Thai as official documents write it: numerals, text, fiscal years and dates.

Pure functions without Django. Nothing here knows of agencies, measures or reports.
"""
