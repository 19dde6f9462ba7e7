"""Holds the sandbox against botocore: every operation that it serves, called by boto3, and every raw answer held against AWS's service model."""
