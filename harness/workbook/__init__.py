"""The spec workbook and the protocol values it stands for: reading, writing, comparing."""
