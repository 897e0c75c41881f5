"""The dialog for the running order of one occasion, with its models; not the order itself."""
