/** CloudWatch's alarms: put, fired and calmed by whoever plays the metrics, and read by DescribeAlarms. There are no metrics. */
package slipway.sandbox.cloud.cloudwatch;
