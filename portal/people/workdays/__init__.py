"""When a delegation works: the holidays and closures of its country, and the days that it added or took out itself."""
