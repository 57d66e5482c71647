/** Where attention looks: mean weight over relative offsets, and how alike two profiles are (deploy/science, Attention). */
package io.plateau.routing.profile;
