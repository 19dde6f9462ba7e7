/** Amazon SQS: standard queues, as far as undelivered events lie in one. */
package slipway.sandbox.cloud.sqs;
