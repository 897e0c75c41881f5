"""Writing the template workbook, empty or filled in with a briefing; reading is in authoring."""
