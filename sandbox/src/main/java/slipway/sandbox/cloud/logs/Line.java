package slipway.sandbox.cloud.logs;

/**
 * One log event.
 *
 * @param order its place among all lines of its group, from 0
 * @param timestamp epoch milliseconds; here also the time of its ingestion
 */
record Line(long order, String stream, long timestamp, String message) {}
