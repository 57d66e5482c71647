/** Whether a group's modularity stands out from that of its controls (science.md section 4). No framework. */
package io.plateau.graph.significance;
