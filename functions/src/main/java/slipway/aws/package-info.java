/** One adapter a port, over the AWS SDK for Java v2. An adapter only translates: words, pages, errors. */
package slipway.aws;
