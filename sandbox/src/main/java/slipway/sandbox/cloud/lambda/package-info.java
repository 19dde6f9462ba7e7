/**
 * AWS Lambda: functions with their versions and aliases. A Zip function's code is Java in this process (the shipped handlers, called
 * with serialised payloads); an image function does what its image's annotations say.
 */
package slipway.sandbox.cloud.lambda;
