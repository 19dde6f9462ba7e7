/** CloudWatch Logs: groups, streams and lines, and the operations that read them. Lambda's own lines (START, END, REPORT) are not modelled. */
package slipway.sandbox.cloud.logs;
