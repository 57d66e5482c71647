/** What sets of neurons do together (deploy/science, Joint ablation). */
package io.plateau.influence.joint;
