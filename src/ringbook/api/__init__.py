"""The web server: tokens, the page, the summary by REST. Never imports the agent."""
