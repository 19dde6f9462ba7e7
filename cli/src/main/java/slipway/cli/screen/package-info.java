/** What a terminal shows: colours, lines that fit, a tree that is drawn again in its place. Knows nothing of deployments. */
package slipway.cli.screen;
