"""The same demands, written for each contender from the same workbook. A module a contender, with one `verifie`."""
