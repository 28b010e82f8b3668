/** Whom an appointment is for. Pure. */

/** A relation stands alone where no name was given: it is written small, and names are not. */
export const whom = (attendee: string) =>
  attendee === attendee.toLowerCase() && /^[a-z ]+$/.test(attendee) ? `your ${attendee}` : attendee;

/** "for Tom", "for your mother" */
export const forWhom = (attendee: string) => `for ${whom(attendee)}`;
