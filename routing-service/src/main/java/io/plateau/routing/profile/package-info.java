/** Where attention looks: mean weight over relative offsets, and how alike two profiles are (science page, section 5). */
package io.plateau.routing.profile;
