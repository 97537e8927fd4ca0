/** The events that are asked of Zoom, by the names of its interface and by those on its page, which is in English. */
export const zoomEvents = [
    ['meeting.started', 'Start Meeting'],
    ['meeting.ended', 'End Meeting'],
    ['meeting.participant_joined', 'Participant/Host joined meeting'],
    ['meeting.participant_left', 'Participant/Host left meeting'],
    ['meeting.participant_joined_waiting_room', 'Participant joined waiting room'],
    ['meeting.participant_left_waiting_room', 'Participant left waiting room'],
    ['meeting.participant_admitted', 'Participant admitted'],
    ['meeting.participant_put_in_waiting_room', 'Participant put in waiting room'],
    ['meeting.participant_joined_breakout_room', 'Participant joined breakout room'],
    ['meeting.participant_left_breakout_room', 'Participant left breakout room'],
    ['meeting.participant_bind', 'Participant Phone/Room bind'],
    ['meeting.participant_role_changed', 'Participant role changed'],
    ['meeting.sharing_started', 'Sharing started'],
    ['meeting.sharing_ended', 'Sharing ended'],
    ['meeting.chat_message_sent', 'Chat message sent'],
];
