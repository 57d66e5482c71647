/** Is there selective routing: does a head matter more to the plateau at rare than at common targets? */
package io.plateau.routing.verdict;
