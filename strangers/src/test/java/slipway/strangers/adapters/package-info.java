/** The adapters to AWS and the command's questions, put to moto and to our sandbox alike. */
package slipway.strangers.adapters;
