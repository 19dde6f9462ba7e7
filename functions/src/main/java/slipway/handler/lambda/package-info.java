/** What the Tasks do where the target is a Lambda image function: read it, change it step by step, and have it judged. */
package slipway.handler.lambda;
