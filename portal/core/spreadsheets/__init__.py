"""Files as spreadsheets save them: text in any encoding, and the values of workbooks. What they mean is for others to say."""
