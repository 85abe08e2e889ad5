"""What administrators see of jobs and mails, for those alone who may see everything."""
